import { useState } from 'react'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { useEnvironment } from '../../session-context.ts'
import { ImportDialog } from './ImportDialog.tsx'
import type { Sandbox } from './sandbox.ts'
import { exportSandbox, saveFile } from './sandbox-file.ts'

/** A sandbox as a file, out and in. */
export const SandboxFiles = ({ sandbox }: { sandbox: Sandbox }) => {
  const { merchant } = useEnvironment()
  const liveId = merchant.environments.find(({ mode }) => mode === 'live')!.merchant_environment_id
  const [isImporting, setIsImporting] = useState(false)
  const saving = useWrite<void, boolean>(async () => {
    saveFile(await exportSandbox(liveId, sandbox.sandbox_id), `${sandbox.sandbox_id}.ndjson`)
    return true
  })
  return (
    <Section title="Files">
      <div className="space-y-3">
        <p className="text-ink-soft">
          Everything in it as lines of JSON: to keep a state, or to load it into another, empty sandbox. Keys
          and secrets are not in the file.
        </p>
        {saving.problem !== null && <ProblemNotice problem={saving.problem} />}
        <div className="flex flex-wrap gap-2">
          <Button isBusy={saving.isRunning} onClick={() => void saving.run()}>
            {saving.isRunning ? 'Exporting…' : 'Export'}
          </Button>
          <Button needs="developer.sandboxes.write" onClick={() => setIsImporting(true)}>
            Import…
          </Button>
        </div>
      </div>
      {isImporting && (
        <ImportDialog sandbox={sandbox} liveId={liveId} onClose={() => setIsImporting(false)} />
      )}
    </Section>
  )
}
