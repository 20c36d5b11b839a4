import { useRead } from '../../api/use-read.ts'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import type { Tone } from '../../parts/status-tones.ts'
import { useEnvironment } from '../../session-context.ts'
import { LiveEnvironment } from '../developers/LiveEnvironment.tsx'

type Status = 'done' | 'open' | 'blocked'
type Line = {
  line: string
  title: string
  status: Status
  measured: string
  next_step: string | null
  place: string | null
}
export type Checklist = { observed_at: string; done_count: number; line_count: number; lines: Line[] }

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
const placeOf = ({ line, place }: Line) =>
  line === 'api_version_pinned'
    ? (['merchant', 'Business profile'] as const)
    : place === null
      ? undefined
      : places[place]

/** Each line is measured on the server: nothing is ticked by hand. */
export const GoLivePage = () => (
  <LiveEnvironment>
    <Lines />
  </LiveEnvironment>
)

const Lines = () => {
  const { merchant } = useEnvironment()
  const reading = useRead<Checklist>('/v1/dashboard/go-live')
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
        <>
          <Progress done={data.done_count} all={data.line_count} />
          <ol className="card mt-4">
            {data.lines.map((line) => (
              <LineView key={line.line} line={line} base={`/dashboard/${live}`} />
            ))}
          </ol>
        </>
      )}
    </>
  )
}

const Progress = ({ done, all }: { done: number; all: number }) => (
  <div className="flex items-center gap-3">
    <progress
      value={done}
      max={all}
      aria-label="Lines that are done"
      className="h-2 w-full max-w-xs appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
    />
    <p className="whitespace-nowrap">
      {done} of {all} done
    </p>
  </div>
)

const looks: Record<Status, readonly [words: string, tone: Tone]> = {
  done: ['Done', 'good'],
  open: ['To do', 'attention'],
  blocked: ['Waits', 'calm'],
}

const LineView = ({ line, base }: { line: Line; base: string }) => {
  const [words, tone] = looks[line.status]
  const place = placeOf(line)
  return (
    <li
      data-line={line.line}
      data-status={line.status}
      className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0"
    >
      <span className={line.status === 'done' ? 'mt-0.5 text-good' : 'mt-0.5 text-ink-soft'}>
        <Icon name={line.status === 'done' ? 'check' : 'right'} sizePx={18} />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {line.title}
          <StatusBadge status={line.status} words={words} tone={tone} />
        </h2>
        <p className="break-words text-ink-soft">{line.measured}</p>
        {line.next_step !== null && <p className="mt-0.5">{line.next_step}</p>}
      </div>
      {place && line.status !== 'done' && (
        <LinkButton to={`${base}/${place[0]}`} isSmall>
          {place[1]}
        </LinkButton>
      )}
    </li>
  )
}
