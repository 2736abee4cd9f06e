/** One step of the story: what each party saw, and what is claimed of it, checked when it was said. */
export interface Step {
  readonly title: string;
  readonly saw: Readonly<Record<string, readonly string[]>>;
  readonly claims: readonly Claim[];
}

interface Claim {
  readonly claim: string;
  readonly holds: boolean;
}

/** Collects steps, and tells each as it ends. */
export class Telling {
  readonly steps: Step[] = [];
  readonly #tell: (step: Step) => void;

  constructor(tell: (step: Step) => void) {
    this.#tell = tell;
  }

  step(title: string, saw: Step["saw"], claims: Readonly<Record<string, boolean>>): void {
    const step = { title, saw, claims: Object.entries(claims).map(([claim, holds]) => ({ claim, holds })) };
    this.steps.push(step);
    this.#tell(step);
  }

  get holds(): boolean {
    return this.steps.every(({ claims }) => claims.every(({ holds }) => holds));
  }
}

export function asText(step: Step, number: number): string {
  const saw = Object.entries(step.saw).flatMap(([who, lines]) => [
    `   ${who} saw:`,
    ...lines.map((line) => `      ${line}`),
  ]);
  const claims = step.claims.map(({ claim, holds }) => `   ${holds ? "✓" : "✗ NOT SO:"} ${claim}`);
  return [`${number}. ${step.title}`, ...saw, ...claims, ""].join("\n");
}
