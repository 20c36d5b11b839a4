import { faultNews } from '../../api/fault-news.ts'
import { useRead } from '../../api/use-read.ts'
import { Notice, ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { FaultSwitch } from './FaultSwitch.tsx'
import { faultForms, faultLabel } from './fault-forms.ts'
import type { SandboxFaults } from './fault-values.ts'

/** What goes wrong in a sandbox on purpose. Source: docs/guides/faults.md. */
export const FaultsSection = ({ sandboxId }: { sandboxId: string }) => {
  const path = `/v1/developer/sandboxes/${sandboxId}/faults`
  const reading = useRead<SandboxFaults>(path)
  const active = reading.data?.active_faults ?? []
  return (
    <Section
      title="Faults"
      actions={
        active.length > 0 && (
          <StatusBadge
            status="on"
            words={active.length === 1 ? '1 is on' : `${active.length} are on`}
            tone="problem"
          />
        )
      }
      isFlush
    >
      <div className="space-y-3 px-4 py-3">
        <p className="text-ink-soft">
          What goes wrong here on purpose, so that you see what your code makes of it. It counts within a
          second.
        </p>
        {active.length > 0 && (
          <Notice tone="attention" title="This sandbox misbehaves on purpose">
            <p>{active.map(faultLabel).join(' · ')}</p>
          </Notice>
        )}
        {reading.problem !== null && (
          <ProblemNotice problem={reading.problem} onRetry={() => void reading.reload()} />
        )}
      </div>
      {!reading.data && reading.problem === null && <Skeleton />}
      {reading.data && (
        <ul className="divide-y divide-line border-t border-line">
          {faultForms.map((form) => (
            <FaultSwitch
              // Another setting on the server is another state of the fields.
              key={`${form.name} ${JSON.stringify(reading.data?.[form.name])}`}
              form={form}
              shown={reading.data?.[form.name] ?? null}
              path={path}
              onChange={() => {
                faultNews.tell()
                return reading.reload()
              }}
            />
          ))}
        </ul>
      )}
    </Section>
  )
}
