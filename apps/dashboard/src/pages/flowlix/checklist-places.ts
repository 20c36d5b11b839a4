import type { ChecklistLine, ChecklistPlace } from '../../parts/Checklist.tsx'

/** Source: `GET /v1/flowlix/checklist`. */
export type FlowlixLine = ChecklistLine & { place: string | null }
export type FlowlixChecklist = {
  observed_at: string
  sandbox_id: string | null
  done_count: number
  line_count: number
  lines: FlowlixLine[]
}

const places: Readonly<Record<string, readonly [path: string, words: string]>> = {
  api_keys: ['api-keys', 'API keys'],
  request_logs: ['request-logs', 'Request logs'],
  payments: ['orders', 'Orders'],
  notices: ['flowlix/notices', 'Notices'],
  alert_rules: ['alerts', 'Alerts'],
  verification: ['verification', 'Verification'],
  sandbox: ['sandboxes', 'Sandboxes'],
}

/** Lines about live mode; all others are done in the sandbox. */
const isLive = ({ line }: FlowlixLine): boolean => line.startsWith('live_') || line === 'monitoring_alerts_on'

/** @param environments Ids of the environments that were looked at; undefined where the person may not be in one. */
export const placeOfLine = (
  line: FlowlixLine,
  environments: { live: string | undefined; sandbox: string | undefined },
): ChecklistPlace | null => {
  const environment = isLive(line) ? environments.live : environments.sandbox
  const place = line.place === null ? undefined : places[line.place]
  return place && environment !== undefined
    ? { to: `/dashboard/${environment}/${place[0]}`, words: place[1] }
    : null
}
