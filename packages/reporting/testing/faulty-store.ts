/** A process that dies at one call of a port. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/** When to die: at which call from now, and whether it still had its effect. */
export type Fault = { readonly atCall: number; readonly effect: "happened" | "lost" };

/** A port whose caller dies at one of its calls; every later call of the same process is refused too. */
export function faulty<Port extends object>(port: Port, { atCall, effect }: Fault): Port {
  let calls = 0;
  let dead = false;
  const dies = (): boolean => {
    calls++;
    dead ||= calls >= atCall;
    return dead;
  };
  return new Proxy(port, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== "function") return member;
      return (...args: readonly unknown[]) => {
        const wasDead = dead;
        const dying = dies();
        if (dying && (wasDead || effect === "lost")) return failing();
        const result = member.apply(target, args) as unknown;
        if (!dying) return result;
        return isIterable(result) ? failing() : (result as Promise<unknown>).then(() => Promise.reject(new Crash()));
      };
    },
  });
}

const isIterable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

/** Fails whether it is awaited or walked through. */
function failing(): unknown {
  const failure = Promise.reject(new Crash());
  failure.catch(() => undefined);
  return Object.assign(failure, {
    [Symbol.asyncIterator]: () => ({ next: () => failure }),
  });
}
