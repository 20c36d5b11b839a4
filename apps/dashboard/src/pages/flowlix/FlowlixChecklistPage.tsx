import { useRead } from '../../api/use-read.ts'
import { Button } from '../../parts/Button.tsx'
import { Checklist } from '../../parts/Checklist.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { useEnvironment } from '../../session-context.ts'
import { type FlowlixChecklist, placeOfLine } from './checklist-places.ts'
import { FlowlixDocs } from './FlowlixDocs.tsx'

/** How far an integration of the Flowlix API is: each line is measured on the server. */
export const FlowlixChecklistPage = () => {
  const { merchant } = useEnvironment()
  const reading = useRead<FlowlixChecklist>('/v1/flowlix/checklist')
  const { data } = reading
  const idWhere = (is: (environment: (typeof merchant.environments)[number]) => boolean) =>
    merchant.environments.find(is)?.merchant_environment_id
  return (
    <>
      <PageHead
        name="Flowlix checklist"
        below="Measured, not ticked by hand: what was found in the sandbox, and in live mode."
        actions={
          <>
            <FlowlixDocs page="flowlix-going-live" />
            <Button isBusy={reading.isReading} onClick={() => void reading.reload()}>
              Measure again
            </Button>
          </>
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
          placeOf={(line) =>
            placeOfLine(line, {
              live: idWhere(({ mode }) => mode === 'live'),
              sandbox: idWhere(({ sandbox_id }) => sandbox_id !== null && sandbox_id === data.sandbox_id),
            })
          }
        />
      )}
    </>
  )
}
