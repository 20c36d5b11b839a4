import { useRead } from '../../api/use-read.ts'
import { Button } from '../../parts/Button.tsx'
import { Checklist, type ChecklistLine, type ChecklistPlace } from '../../parts/Checklist.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { useEnvironment } from '../../session-context.ts'
import { LiveEnvironment } from '../developers/LiveEnvironment.tsx'

type Line = ChecklistLine & { place: string | null }
type GoLive = { observed_at: string; done_count: number; line_count: number; lines: Line[] }

/** Where a line is done, and how that is called. */
const places: Record<string, readonly [path: string, words: string]> = {
  verification: ['verification', 'Verification'],
  api_keys: ['api-keys', 'API keys'],
  webhooks: ['webhooks', 'Webhooks'],
  products: ['products', 'Products'],
  promotions: ['promotions', 'Promotions'],
  settings: ['settings', 'Settings'],
  request_logs: ['request-logs', 'Request logs'],
  orders: ['orders', 'Orders'],
  alert_rules: ['alerts', 'Alerts'],
}

/** The version is pinned for the account, on another page than the settings of an environment. */
const placeOf = ({ line, place }: Line, base: string): ChecklistPlace | null => {
  const found =
    line === 'api_version_pinned'
      ? (['merchant', 'Business profile'] as const)
      : place === null
        ? undefined
        : places[place]
  return found ? { to: `${base}/${found[0]}`, words: found[1] } : null
}

/** Each line is measured on the server: nothing is ticked by hand. */
export const GoLivePage = () => (
  <LiveEnvironment>
    <Lines />
  </LiveEnvironment>
)

const Lines = () => {
  const { merchant } = useEnvironment()
  const reading = useRead<GoLive>('/v1/dashboard/go-live')
  const { data } = reading
  const live = merchant.environments.find(({ mode }) => mode === 'live')?.merchant_environment_id
  return (
    <>
      <PageHead
        name="Go-live checklist"
        below="Measured, not ticked by hand: what was found in live mode, beside the default sandbox."
        actions={
          <Button isBusy={reading.isReading} onClick={() => void reading.reload()}>
            Measure again
          </Button>
        }
      />
      {reading.problem !== null && (
        <ProblemNotice problem={reading.problem} onRetry={() => void reading.reload()} />
      )}
      {!data && reading.problem === null && <Skeleton lines={16} />}
      {data && (
        <Checklist
          done={data.done_count}
          lines={data.lines}
          placeOf={(line) => placeOf(line, `/dashboard/${live}`)}
        />
      )}
    </>
  )
}
