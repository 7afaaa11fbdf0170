import { useEffect } from "react";
import type { Fault } from "../api/acting";
import type { Failure } from "../api/failures";
import { Store, useStore } from "../api/store";

/** What came of taking a step back: faults are in the words of the server. */
export type Back = { faults: Pick<Fault, "message">[]; failure: Failure | null };
/** Something that was written on this visit: its name, and how to take it back as if it had never been. */
export type Step = { name: string; undo: () => Promise<Back> };

const MOST = 50;
const stacks = new Map<string, Store<readonly Step[]>>();

/** The steps of a place, such as the map of an organization: they last until the page is loaded anew. */
export function stepsOf(place: string): Store<readonly Step[]> {
  const known = stacks.get(place);
  if (known) return known;
  const made = new Store<readonly Step[]>([]);
  stacks.set(place, made);
  return made;
}

export function push(place: string, step: Step): void {
  const steps = stepsOf(place);
  steps.set([...steps.get(), step].slice(-MOST));
}

export function useSteps(place: string): readonly Step[] {
  return useStore(stepsOf(place));
}

/** Takes the last step of a place back. What failed on its way can be tried again; what was refused will be refused again, so it is let go. */
export async function takeBack(place: string): Promise<{ step: Step; back: Back } | null> {
  const steps = stepsOf(place);
  const step = steps.get().at(-1);
  if (!step) return null;
  const back = await step.undo();
  if (!back.failure) steps.set(steps.get().filter((one) => one !== step));
  return { step, back };
}

/** Ctrl-Z on a page, but not where text is written: there it takes back letters. */
export function useUndoKey(undo: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const within = event.target instanceof Element && event.target.closest("input, textarea, select, [role=dialog]");
      if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || within) return;
      event.preventDefault();
      undo();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
}
