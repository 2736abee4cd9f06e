import { FrankingError, type RefusalCode } from "../../errors.ts";

/** What an action returns, or the code with which it refuses. Whatever else it throws passes. */
export function resultOf<T>(action: () => T): { readonly value: T } | { readonly refused: RefusalCode } {
  try {
    return { value: action() };
  } catch (error) {
    if (error instanceof FrankingError) return { refused: error.code };
    throw error;
  }
}
