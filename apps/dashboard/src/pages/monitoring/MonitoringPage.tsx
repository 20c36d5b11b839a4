import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useRead } from '../../api/use-read.ts'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { usePathOf } from '../../session-context.ts'
import { Choices } from './Choices.tsx'
import { DeclineSection } from './DeclineSection.tsx'
import {
  type Api,
  type PaymentHealth,
  apiNames,
  asked,
  pointLabel,
  spanOf,
  spans,
  wholeMinute,
} from './health.ts'
import { KeysSection } from './KeysSection.tsx'
import { RateLimitSection, ServerErrorSection } from './CallSections.tsx'

const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

/** What a merchant keeps an eye on: declines by code, errors of the server, refused calls. */
export const MonitoringPage = () => {
  const pathOf = usePathOf()
  const [search, setSearch] = useSearchParams()
  const span = spanOf(search.get('span'))
  const api = apiOf(search.get('api'))
  const [untilMs, setUntilMs] = useState(() => wholeMinute(new Date()))
  const reading = useRead<PaymentHealth>(
    '/v1/dashboard/payment-health',
    asked(span, untilMs, browserTimeZone()),
  )
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(search)
    next.set(name, value)
    setSearch(next, { replace: true })
  }
  const reload = () => {
    const now = wholeMinute(new Date())
    if (now === untilMs) void reading.reload()
    else setUntilMs(now)
  }
  const { data } = reading
  const shown = data?.series.find((series) => series.api === api)
  return (
    <>
      <PageHead
        name="Monitoring"
        below="How payments and calls fare over time, of both APIs and of each key."
        actions={
          <>
            <LinkButton to={pathOf('alerts')}>Alert rules</LinkButton>
            <Button isBusy={reading.isReading} onClick={reload}>
              Refresh
            </Button>
          </>
        }
      />
      <div className="mb-4 flex flex-wrap gap-x-6 gap-y-2">
        <Choices
          label="Span"
          chosen={span.key}
          choices={spans.map(({ key, words }) => ({ value: key, words }))}
          onChange={(value) => choose('span', value)}
        />
        <Choices
          label="API"
          chosen={api}
          choices={Object.entries(apiNames).map(([value, words]) => ({ value, words }))}
          onChange={(value) => choose('api', value)}
        />
      </div>
      {reading.problem !== null && <ProblemNotice problem={reading.problem} onRetry={reload} />}
      {!data && reading.problem === null && <Skeleton lines={16} />}
      {data && shown && (
        <div className="space-y-4">
          <DeclineSection series={shown} label={labelIn(data)} />
          <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
            <ServerErrorSection series={shown} label={labelIn(data)} />
            <RateLimitSection series={shown} keys={keysOf(data, api)} label={labelIn(data)} />
          </div>
          <KeysSection keys={keysOf(data, api)} />
        </div>
      )}
    </>
  )
}

const apiOf = (value: string | null): Api => (value === 'flint' || value === 'flowlix' ? value : 'all')

const labelIn =
  ({ granularity, timezone }: PaymentHealth) =>
  (startsAt: string): string =>
    pointLabel(startsAt, granularity, timezone)

const keysOf = ({ api_keys }: PaymentHealth, api: Api) =>
  api === 'all' ? api_keys : api_keys.filter((key) => (key.api ?? 'flint') === api)
