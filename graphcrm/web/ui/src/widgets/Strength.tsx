import { percent } from "../format";

/** A number between 0 and 1 as a bar and in figures. */
export function Strength({ value, none = "–" }: { value: number | null | undefined; none?: string }) {
  if (value === null || value === undefined) return <span className="quiet">{none}</span>;
  return (
    <span className="strength">
      <svg width="44" height="8" viewBox="0 0 44 8" aria-hidden="true">
        <rect width="44" height="8" rx="4" className="strength-whole" />
        <rect width={Math.max(2, 44 * Math.min(1, value))} height="8" rx="4" className="strength-part" />
      </svg>
      <span>{percent(value)}</span>
    </span>
  );
}
