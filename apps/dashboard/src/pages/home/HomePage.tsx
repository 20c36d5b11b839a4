import { useEffect } from 'react'
import { useRead } from '../../api/use-read.ts'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { useEnvironment, usePathOf } from '../../session-context.ts'
import { AlertNotice } from './AlertNotice.tsx'
import { CallsSection } from './CallsSection.tsx'
import { DeclinesSection } from './DeclinesSection.tsx'
import { FailingEndpoints } from './FailingEndpoints.tsx'
import { StartHere } from './StartHere.tsx'
import { Tiles } from './Tiles.tsx'
import { VolumeSection } from './VolumeSection.tsx'
import { type Overview, browserTimeZone } from './overview.ts'

const readAgainEveryMs = 60_000

/** How today goes, in the browser's time zone. */
export const HomePage = () => {
  const { mode, merchant } = useEnvironment()
  const pathOf = usePathOf()
  const reading = useRead<Overview>('/v1/dashboard/overview', { timezone: browserTimeZone() })
  const { data, reload } = reading
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && void reload(), readAgainEveryMs)
    return () => clearInterval(timer)
  }, [reload])
  const isEmpty =
    data !== null &&
    data.volume.length === 0 &&
    data.api.call_count === 0 &&
    data.payments.declined_count === 0
  const isFailing = data !== null && data.failing_webhook_endpoints.length > 0
  return (
    <>
      <PageHead
        name="Home"
        title={merchant.business_name}
        below={mode === 'live' ? 'Today, in live mode.' : 'Today, in this sandbox.'}
        actions={
          <>
            {merchant.environments.length > 0 && (
              <LinkButton to={pathOf('go-live')}>Go-live checklist</LinkButton>
            )}
            <Button isBusy={reading.isReading} onClick={() => void reload()}>
              Refresh
            </Button>
          </>
        }
      />
      {reading.problem !== null && <ProblemNotice problem={reading.problem} onRetry={() => void reload()} />}
      {!data && reading.problem === null && <Skeleton lines={16} />}
      {data && (
        <div className="space-y-4">
          {data.alerts.map((alert) => (
            <AlertNotice key={alert.alert_id} alert={alert} />
          ))}
          {isFailing && <FailingEndpoints endpoints={data.failing_webhook_endpoints} />}
          {isEmpty && <StartHere />}
          <Tiles overview={data} />
          <VolumeSection overview={data} />
          <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
            <DeclinesSection overview={data} />
            <CallsSection overview={data} />
          </div>
          {!isFailing && <FailingEndpoints endpoints={data.failing_webhook_endpoints} />}
        </div>
      )}
    </>
  )
}
