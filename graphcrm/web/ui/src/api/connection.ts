import { Store } from "./store";

/** Whether graphcrm answers; `since` is when it did last, `generation` grows each time it is back. */
export type Connection = { away: boolean; since: Date | null; generation: number };

export const connection = new Store<Connection>({ away: false, since: null, generation: 0 });

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
let wait = FIRST_WAIT;
let timer: ReturnType<typeof setTimeout> | undefined;

export function lost(): void {
  const now = connection.get();
  if (!now.away) {
    connection.set({ ...now, away: true, since: new Date() });
    wait = FIRST_WAIT;
  }
  if (timer === undefined) timer = setTimeout(() => void tryAgain(), wait);
}

export async function tryAgain(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  try {
    if ((await fetch("/health/ready")).ok) {
      const now = connection.get();
      connection.set({ away: false, since: null, generation: now.generation + 1 });
      return;
    }
  } catch {
    // It is still away.
  }
  wait = Math.min(wait * 2, LONGEST_WAIT);
  timer = setTimeout(() => void tryAgain(), wait);
}
