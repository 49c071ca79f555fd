/**
 * The fields of a protocol buffer message, one after the other. The package's reader takes a length that points beyond the
 * message for what is left of it; here that is damage.
 */
import { PbfReader } from "pbf";

/** `visit` reads the field or leaves it; what is left is passed over. Throws where a field reaches beyond the end. */
export function eachField(bytes: Uint8Array, visit: (field: number, pbf: PbfReader) => void): void {
  const pbf = new PbfReader(bytes);
  for (let field = pbf.nextField(); field !== 0; field = pbf.nextField()) {
    const before = pbf.pos;
    visit(field, pbf);
    if (pbf.pos === before) pbf.skip(pbf.type);
    if (pbf.pos > bytes.length)
      throw new RangeError(`field ${field} ends at byte ${pbf.pos} of ${bytes.length}`);
  }
}
