/**
 * Type-level equality for the proofs that a schema at the edge has the shape of a core type. `readonly` is left out
 * of the comparison: a value fresh from a parser belongs to nobody else. Shapes are compared twice, as they are and
 * with every member required, because a member that is optional on one side and missing on the other would pass.
 */

type Mutable<Type> = Type extends readonly [infer A, infer B]
  ? [Mutable<A>, Mutable<B>]
  : Type extends readonly (infer Item)[]
    ? Mutable<Item>[]
    : Type extends object
      ? { -readonly [Key in keyof Type]: Mutable<Type[Key]> }
      : Type;

type Whole<Type> = Type extends readonly [infer A, infer B]
  ? [Whole<A>, Whole<B>]
  : Type extends readonly (infer Item)[]
    ? Whole<Item>[]
    : Type extends object
      ? { -readonly [Key in keyof Type]-?: Whole<Type[Key]> }
      : Type;

type Mutual<Left, Right> = [Left] extends [Right] ? ([Right] extends [Left] ? true : false) : false;

/** `true` when each can stand for the other, else which comparison failed. */
export type Same<Left, Right> =
  Mutual<Mutable<Left>, Mutable<Right>> extends true
    ? Mutual<Whole<Left>, Whole<Right>> extends true
      ? true
      : { readonly differentMembers: [Left, Right] }
    : { readonly differentTypes: [Left, Right] };
