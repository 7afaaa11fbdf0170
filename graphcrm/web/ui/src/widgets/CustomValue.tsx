import { day, money, number } from "../format";
import type { CustomValueFragment } from "../gql";

/** The value of a custom field, whatever its type. */
export function customText(value: CustomValueFragment): string {
  if (value.money) return money(value.money);
  if (value.date) return day(value.date);
  if (value.number !== null) return number(value.number, 6);
  if (value.boolean !== null) return value.boolean ? "✓" : "✗";
  if (value.choices) return value.choices.join(", ");
  return value.text ?? value.choice ?? value.url ?? "";
}
