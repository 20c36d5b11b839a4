import { useId, useState } from 'react'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { SecretOnce } from '../../parts/SecretOnce.tsx'
import type { Sandbox } from './sandbox.ts'
import { type ImportedSandbox, importSandbox } from './sandbox-file.ts'

/** Loads a file into an empty sandbox, and shows the new secrets of the webhook endpoints that were in it. */
export const ImportDialog = ({
  sandbox,
  liveId,
  onClose,
}: {
  sandbox: Sandbox
  liveId: string
  onClose: () => void
}) => {
  const id = useId()
  const [imported, setImported] = useState<ImportedSandbox | null>(null)
  const write = useWrite((file: File) => importSandbox(liveId, sandbox.sandbox_id, file))
  const submit = async (form: FormData) => {
    const answer = await write.run(form.get('file') as File)
    if (answer) setImported(answer)
  }
  return (
    <Dialog title={`Import into ${sandbox.name}`} onClose={onClose}>
      {imported ? (
        <div className="space-y-4">
          <p role="status">{imported.row_count} rows were imported.</p>
          {imported.webhook_endpoints.map(({ webhook_endpoint_id, secret }) => (
            <SecretOnce
              key={webhook_endpoint_id}
              secret={secret}
              what={`Signing secret of ${webhook_endpoint_id}`}
            />
          ))}
          <div className="flex justify-end border-t border-line pt-4">
            <Button look="primary" onClick={onClose}>
              Done
            </Button>
          </div>
        </div>
      ) : (
        <Form onSubmit={submit} problem={write.problem} className="space-y-4">
          <p>
            The sandbox must be empty. It takes over the clock of the file; all of the file is taken, or
            nothing.
          </p>
          <div>
            <label htmlFor={id} className="mb-1 block font-medium">
              File
            </label>
            <input id={id} type="file" name="file" required accept=".ndjson,.jsonl" className="control" />
          </div>
          {write.problem !== null && <ProblemNotice problem={write.problem} />}
          <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" isBusy={write.isRunning}>
              {write.isRunning ? 'Importing…' : 'Import'}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  )
}
