import ts from "typescript";

/** One check of a source file, and the file without it. */
export interface Removal {
  /** `judge.ts:25 check(isStamped(…), "stamp")` */
  readonly name: string;
  readonly source: string;
  /** With which the check refuses, where it says so. */
  readonly code: string | null;
}

/** Every way to take one check, or one of the conditions of a check, out of `source`. */
export function removalsOf(file: string, source: string): Removal[] {
  const root = ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true);
  const removals: Removal[] = [];
  const remove = (node: ts.Node, from: ts.Node, by: string): void => {
    const { line } = root.getLineAndCharacterOfPosition(node.getStart());
    const without = source.slice(0, from.getStart()) + by + source.slice(from.getEnd());
    const part = from === node ? "" : `, condition ${oneLine(from)}`;
    const code = /"([a-z-]+)"\)[^"]*$/u.exec(node.getText())?.[1] ?? null;
    removals.push({ name: `${file}:${line + 1} ${oneLine(node)}${part}`, source: without, code });
  };
  const visit = (node: ts.Node): void => {
    if (isCheck(node)) {
      remove(node, node, ";");
      for (const condition of conditionsOf(node)) remove(node, condition, "true");
    }
    if (isRefusal(node)) {
      remove(node, node, "");
      for (const condition of operandsOf(node.expression, ts.SyntaxKind.BarBarToken)) {
        remove(node, condition, "false");
      }
    }
    node.forEachChild(visit);
  };
  visit(root);
  return removals;
}

/** `check(…);`, `checkShape(…);` and their like. */
function isCheck(node: ts.Node): node is ts.ExpressionStatement & { expression: ts.CallExpression } {
  return (
    ts.isExpressionStatement(node) &&
    ts.isCallExpression(node.expression) &&
    /^check([A-Z]\w*)?$/u.test(node.expression.expression.getText())
  );
}

/** `if (…) throw new FrankingError(…);`, or `if (…) return null;` where null is the answer of a decryption that fails. */
function isRefusal(node: ts.Node): node is ts.IfStatement {
  if (!ts.isIfStatement(node)) return false;
  const { thenStatement } = node;
  if (ts.isReturnStatement(thenStatement)) return thenStatement.expression?.getText() === "null";
  return (
    ts.isThrowStatement(thenStatement) &&
    ts.isNewExpression(thenStatement.expression) &&
    thenStatement.expression.expression.getText() === "FrankingError"
  );
}

function conditionsOf({ expression }: ts.ExpressionStatement & { expression: ts.CallExpression }): ts.Node[] {
  const [condition] = expression.arguments;
  const isPlain = expression.expression.getText() === "check" && condition !== undefined;
  return isPlain ? operandsOf(condition, ts.SyntaxKind.AmpersandAmpersandToken) : [];
}

/** The operands of a chain of one operator; none where there is no such operator. */
function operandsOf(node: ts.Expression, operator: ts.SyntaxKind): ts.Node[] {
  const isChain = ts.isBinaryExpression(node) && node.operatorToken.kind === operator;
  if (!isChain) return [];
  const left = operandsOf(node.left, operator);
  const right = operandsOf(node.right, operator);
  return [...(left.length > 0 ? left : [node.left]), ...(right.length > 0 ? right : [node.right])];
}

function oneLine(node: ts.Node): string {
  const text = node.getText().replace(/\s+/gu, " ");
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}
