/**
 * Type-level equality for the proofs that a schema at the edge has the shape of a core type. `readonly` is left out
 * of the comparison: a value fresh from a parser belongs to nobody else.
 */

type Mutable<Type> = Type extends readonly [infer A, infer B]
  ? [Mutable<A>, Mutable<B>]
  : Type extends readonly (infer Item)[]
    ? Mutable<Item>[]
    : Type extends object
      ? { -readonly [Key in keyof Type]: Mutable<Type[Key]> }
      : Type;

/** `true` when each can stand for the other, else an explanation. */
export type Same<Left, Right> = [Mutable<Left>] extends [Mutable<Right>]
  ? [Mutable<Right>] extends [Mutable<Left>]
    ? true
    : { readonly rightHasMore: Right }
  : { readonly leftHasMore: Left };
