import { useList } from '../../api/use-read.ts'
import { LinkButton } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { useEnvironment, usePathOf } from '../../session-context.ts'
import { AlertNotice } from '../home/AlertNotice.tsx'
import type { Alert } from '../home/overview.ts'
import { AlertRules } from './AlertRules.tsx'

/** What needs an eye, what needed one, and from when on. */
export const AlertsPage = () => {
  const { mode } = useEnvironment()
  const pathOf = usePathOf()
  return (
    <>
      <PageHead
        name="Alerts"
        actions={<LinkButton to={pathOf('monitoring')}>Monitoring</LinkButton>}
        below={
          mode === 'live'
            ? 'Looked at once a minute. Owners and admins get a mail when one opens; webhook endpoints that take alert.opened and alert.closed are told of both ends.'
            : 'Looked at once a minute. From a sandbox nothing is mailed unless you switch it on; webhook endpoints that take alert.opened and alert.closed are told.'
        }
      />
      <div className="space-y-4">
        <Alerts title="Open" status="open" empty="None: everything is as it should be." />
        <AlertRules />
        <Alerts title="Over" status="closed" empty="None within the last 90 days." />
      </div>
    </>
  )
}

const Alerts = ({ title, status, empty }: { title: string; status: string; empty: string }) => {
  const list = useList<Alert>('/v1/dashboard/alerts', { status, page_size: 20 })
  return (
    <Section title={title}>
      {list.problem !== null && <ProblemNotice problem={list.problem} onRetry={() => void list.reload()} />}
      {!list.data && list.problem === null && <Skeleton lines={3} />}
      {list.data?.data.length === 0 && <p className="text-ink-soft">{empty}</p>}
      {list.data && list.data.data.length > 0 && (
        <div className="space-y-3">
          {list.data.data.map((alert) => (
            <AlertNotice key={alert.alert_id} alert={alert} />
          ))}
        </div>
      )}
    </Section>
  )
}
