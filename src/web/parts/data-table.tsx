/**
 * The table of the console: a grid (WAI-ARIA grid pattern) with only the rows in sight in the page. One stop of the
 * Tab key; arrows, Page Up and Down, Home and End move the active row, Enter or a click opens it. The active row is
 * kept by key, so it stays on its incident when the order changes. Rows are given in their order; a row that is the
 * same object as before is not rendered again, and cells that tick (clocks) tick by themselves. React Aria's Table and
 * GridList were measured first: at 2,000 rows they walk the whole collection for every row they show.
 */

import {
  memo,
  useId,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import "./data-table.css";
import { useRowWindow } from "./use-row-window.ts";

const rowHeight = 28;
const headHeight = 25;

export interface DataColumn<RowData> {
  readonly id: string;
  readonly name: string;
  /** A CSS grid track, for example `72px` or `minmax(110px, 3fr)`. */
  readonly width: string;
  /** Left out where the table is narrower than this, in pixels; what it says is in the panel, too. */
  readonly fromWidth?: number;
  /** The cell that names the row. */
  readonly isRowHeader?: boolean;
  readonly render: (row: RowData) => ReactNode;
}

export interface DataTableProps<RowData extends object> {
  readonly label: string;
  readonly columns: readonly DataColumn<RowData>[];
  readonly rows: readonly RowData[];
  readonly keyOf: (row: RowData) => number;
  readonly onOpen: (key: number) => void;
  readonly empty: ReactNode;
}

/** Index of the row a key moves to, or undefined when the key is none of ours. */
function targetOf(key: string, index: number, count: number, page: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  };
  const target = moves[key];
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}

interface ActiveRow {
  readonly key: number | undefined;
  /** -1 = none, or no longer in the list. */
  readonly index: number;
  readonly setKey: (key: number) => void;
  /** Makes the row at the index active and scrolls it into sight. */
  readonly activate: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function useActiveRow<RowData extends object>(
  box: RefObject<HTMLDivElement | null>,
  { rows, keyOf, onOpen }: DataTableProps<RowData>,
): ActiveRow {
  const [key, setKey] = useState<number | undefined>(undefined);
  const index = key === undefined ? -1 : rows.findIndex((row) => keyOf(row) === key);
  const activate = (next: number): void => {
    const row = rows[next];
    if (row === undefined || box.current === null) return;
    setKey(keyOf(row));
    // The head is sticky and takes its own height from what is in sight.
    const { scrollTop, clientHeight } = box.current;
    const top = next * rowHeight;
    const bottom = top + rowHeight + headHeight;
    if (top < scrollTop) box.current.scrollTo({ top });
    else if (bottom > scrollTop + clientHeight)
      box.current.scrollTo({ top: bottom - clientHeight });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && key !== undefined && index >= 0) onOpen(key);
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? rowHeight) / rowHeight) - 2);
    const target = targetOf(event.key, index, rows.length, page);
    if (target === undefined) return;
    event.preventDefault();
    activate(target);
  };
  return { key, index, setKey, activate, onKeyDown };
}

export function DataTable<RowData extends object>(props: DataTableProps<RowData>) {
  const { label, rows, keyOf, onOpen, empty } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const seen = useRowWindow(box, rowHeight);
  const columns = useFittingColumns(props.columns, seen.width);
  const active = useActiveRow(box, props);
  const indexes = rows.map((_, index) => index).slice(seen.first, seen.end);
  // The active row is always in the page, because the grid points at it for screen readers.
  if (active.index >= 0 && !indexes.includes(active.index)) indexes.push(active.index);
  const tracks = { "--tracks": columns.map((column) => column.width).join(" ") } as CSSProperties;
  return (
    <div
      ref={box}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active.index < 0 ? undefined : `${id}-${active.key}`}
      tabIndex={0}
      className="data-table"
      style={tracks}
      onKeyDown={active.onKeyDown}
      onFocus={() => active.index < 0 && active.activate(0)}
    >
      <TableHead columns={columns} />
      <div role="rowgroup" className="data-body" style={{ height: rows.length * rowHeight }}>
        {indexes.map((index) => (
          <TableRow
            key={keyOf(rows[index])}
            id={`${id}-${keyOf(rows[index])}`}
            row={rows[index]}
            rowKey={keyOf(rows[index])}
            index={index}
            columns={columns}
            isActive={index === active.index}
            onOpen={onOpen}
            onActivate={active.setKey}
          />
        ))}
      </div>
      {rows.length === 0 && <div className="empty">{empty}</div>}
    </div>
  );
}

function useFittingColumns<RowData>(
  columns: readonly DataColumn<RowData>[],
  width: number,
): readonly DataColumn<RowData>[] {
  return useMemo(
    () => columns.filter(({ fromWidth }) => fromWidth === undefined || width >= fromWidth),
    [columns, width],
  );
}

function TableHead<RowData>({ columns }: { readonly columns: readonly DataColumn<RowData>[] }) {
  return (
    <div role="rowgroup" className="data-head">
      <div role="row" aria-rowindex={1} className="data-head-row">
        {columns.map((column) => (
          <div key={column.id} role="columnheader" className="data-column">
            {column.name}
          </div>
        ))}
      </div>
    </div>
  );
}

interface TableRowProps<RowData> {
  readonly id: string;
  readonly row: RowData;
  readonly rowKey: number;
  readonly index: number;
  readonly columns: readonly DataColumn<RowData>[];
  readonly isActive: boolean;
  readonly onOpen: (key: number) => void;
  readonly onActivate: (key: number) => void;
}

function PlainTableRow<RowData>(props: TableRowProps<RowData>) {
  const { id, row, rowKey, index, columns, isActive, onOpen, onActivate } = props;
  return (
    // Keys are handled by the grid, which has the focus; the row itself never has it.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      className={isActive ? "data-row active" : "data-row"}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      onClick={() => {
        onActivate(rowKey);
        onOpen(rowKey);
      }}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role={column.isRowHeader === true ? "rowheader" : "gridcell"}
          className={`data-cell column-${column.id}`}
        >
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}

const TableRow = memo(PlainTableRow) as typeof PlainTableRow;
