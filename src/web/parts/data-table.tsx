/**
 * The table of the console: React Aria's grid (arrow keys, Home, End, type-ahead, read aloud as a grid) with only the
 * visible rows in the page. Rows are given in their order; a row that is the same object as before is not rendered
 * again, and cells that tick (clocks) tick by themselves. Enter or a click opens a row.
 */

import { useCallback, type ReactNode } from "react";
import {
  Cell,
  Column,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
  type ColumnProps,
} from "react-aria-components";
import "./data-table.css";

export const rowHeight = 28;
const layoutOptions = { rowHeight, headingHeight: 24 } as const;

export interface DataColumn<RowData> {
  readonly id: string;
  readonly name: string;
  /** Pixels, or a share like `2fr`. */
  readonly width: NonNullable<ColumnProps["width"]>;
  readonly minWidth?: number;
  readonly isRowHeader?: boolean;
  readonly render: (row: RowData) => ReactNode;
}

export interface DataTableProps<RowData extends object> {
  readonly label: string;
  readonly columns: readonly DataColumn<RowData>[];
  readonly rows: readonly RowData[];
  readonly keyOf: (row: RowData) => number;
  /** What type-ahead and read-aloud call the row. */
  readonly nameOf: (row: RowData) => string;
  readonly onOpen: (key: number) => void;
  readonly empty: ReactNode;
}

export function DataTable<RowData extends object>(props: DataTableProps<RowData>) {
  const { label, columns, rows, keyOf, nameOf, onOpen, empty } = props;
  const renderRow = useCallback(
    (row: RowData) => (
      <Row id={keyOf(row)} textValue={nameOf(row)} className="data-row">
        {columns.map((column) => (
          <Cell key={column.id} className={`data-cell column-${column.id}`}>
            {column.render(row)}
          </Cell>
        ))}
      </Row>
    ),
    [columns, keyOf, nameOf],
  );
  return (
    <Virtualizer layout={TableLayout} layoutOptions={layoutOptions}>
      <Table
        aria-label={label}
        className="data-table"
        selectionMode="none"
        onRowAction={(key) => onOpen(Number(key))}
      >
        <TableHeader className="data-head">
          {columns.map((column) => (
            <Column
              key={column.id}
              id={column.id}
              isRowHeader={column.isRowHeader ?? false}
              width={column.width}
              minWidth={column.minWidth ?? 32}
              className="data-column"
            >
              {column.name}
            </Column>
          ))}
        </TableHeader>
        <TableBody items={rows} renderEmptyState={() => <div className="empty">{empty}</div>}>
          {renderRow}
        </TableBody>
      </Table>
    </Virtualizer>
  );
}
