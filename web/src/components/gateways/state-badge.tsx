import { GATEWAY_STATE_LABEL, type GatewayState } from "../../lib/gateway-state.ts";
import { Badge } from "../ui/badge.tsx";

export function StateBadge({ state }: { state: GatewayState }) {
  const { label, tone, effect } = GATEWAY_STATE_LABEL[state];
  return (
    <Badge tone={tone} title={effect}>
      {label}
    </Badge>
  );
}
