import { useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { ExactTime } from '../../parts/ExactTime.tsx'
import { Notice, ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { AdvanceForm, type AdvanceInput } from './AdvanceForm.tsx'
import { type ClockAdvance, ClockHappenings } from './ClockHappenings.tsx'
import type { SandboxClock } from './sandbox.ts'

/** A sandbox's own time: read it, move it on, let it stand. Source: docs/guides/sandbox-clock.md. */
export const ClockSection = ({ sandboxId }: { sandboxId: string }) => {
  const api = useApi()
  const path = `/v1/developer/sandboxes/${sandboxId}/clock`
  const reading = useRead<SandboxClock>(path)
  const [advance, setAdvance] = useState<ClockAdvance | null>(null)
  const moving = useWrite((input: AdvanceInput, idempotencyKey) =>
    api.post<ClockAdvance>(`${path}/advance`, input, { idempotencyKey }),
  )
  const switching = useWrite((to: 'freeze' | 'resume', idempotencyKey) =>
    api.post<SandboxClock>(`${path}/${to}`, undefined, { idempotencyKey }),
  )
  const move = async (input: AdvanceInput) => {
    setAdvance(null)
    const answer = await moving.run(input)
    if (answer) setAdvance(answer)
    void reading.reload()
  }
  const isFrozen = reading.data?.status === 'frozen'
  return (
    <Section
      title="Clock"
      actions={
        <>
          <Button isSmall onClick={() => void reading.reload()}>
            Read again
          </Button>
          <Button
            needs="developer.sandboxes.write"
            isSmall
            isBusy={switching.isRunning}
            disabledReason={reading.data ? null : 'The clock is being read'}
            onClick={() => void switching.run(isFrozen ? 'resume' : 'freeze').then(() => reading.reload())}
          >
            {isFrozen ? 'Resume' : 'Freeze'}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {!reading.data && reading.problem === null && <Skeleton lines={2} />}
        {reading.data && <ClockFace clock={reading.data} />}
        {[reading.problem, switching.problem, moving.problem].map(
          (problem, index) => problem !== null && <ProblemNotice key={index} problem={problem} />,
        )}
        <AdvanceForm isBusy={moving.isRunning} problem={moving.problem} onAdvance={move} />
        {advance && <ClockHappenings advance={advance} />}
      </div>
    </Section>
  )
}

const ClockFace = ({ clock: { now, system_now, status, advancing_to } }: { clock: SandboxClock }) => {
  const aheadMs = new Date(now).getTime() - new Date(system_now).getTime()
  return (
    <div className="space-y-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-lg font-semibold">
          <ExactTime at={now} />
        </span>
        <StatusBadge status={status} tone={status === 'running' ? 'good' : 'attention'} />
      </p>
      <p className="text-[13px] text-ink-soft">
        {Math.abs(aheadMs) < 1000 ? (
          'The same as the machine’s time.'
        ) : (
          <>
            The machine’s time is <ExactTime at={system_now} />.
          </>
        )}
      </p>
      {status === 'advancing' && (
        <Notice tone="attention">
          <p>
            It is being moved on to <ExactTime at={advancing_to} />. Read it again to see how far it is.
          </p>
        </Notice>
      )}
    </div>
  )
}
