import { Checkbox, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCalled } from "../api/calling";
import { may } from "../api/session";
import { Pending } from "../states/Pending";
import type { PolicyTable } from "./policy";

/** The roles that graphcrm comes with, for who may not read which ones the policy here has. */
const USUAL = ["account_manager", "manager", "analyst", "auditor", "admin", "service"];

type Props = { value: string[]; onChange: (roles: string[]) => void; error?: string };

/** The roles somebody is to act in. */
export function RoleChoice(props: Props) {
  return may("policy.read") ? <FromPolicy {...props} /> : <Choice {...props} roles={USUAL} />;
}

function FromPolicy(props: Props) {
  const { t } = useTranslation();
  const { data, failure } = useCalled<PolicyTable>("/policy");
  if (failure) return <Choice {...props} roles={USUAL} />;
  if (!data) return <Pending rows={2} />;
  return <Choice {...props} roles={Object.keys(data.roles)} about={(role) => t(`admin.rows.${data.roles[role]?.rows}`)} />;
}

function Choice({ value, onChange, error, roles, about }: Props & { roles: string[]; about?: (role: string) => string }) {
  const { t } = useTranslation();
  const all = [...roles, ...value.filter((role) => !roles.includes(role))];
  return (
    <Checkbox.Group label={t("admin.user.roles")} value={value} onChange={onChange} error={error}>
      <Stack gap={8} mt={6}>
        {all.map((role) => (
          <Checkbox key={role} value={role} label={t(`accessRole.${role}`, role)} description={about?.(role)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
