import { useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { SecretOnce } from '../../parts/SecretOnce.tsx'
import type { NewApiKey } from './api-key.ts'
import type { Sandbox } from './sandbox.ts'

/** Makes a key of a sandbox that may do everything there. */
export const TestKeyDialog = ({ sandbox, onClose }: { sandbox: Sandbox; onClose: () => void }) => {
  const api = useApi()
  const [secret, setSecret] = useState<string | null>(null)
  const write = useWrite((name: string, idempotencyKey) =>
    api.post<NewApiKey>(
      `/v1/developer/sandboxes/${sandbox.sandbox_id}/test-key`,
      { name },
      { idempotencyKey },
    ),
  )
  const submit = async (form: FormData) => {
    const made = await write.run(String(form.get('name')).trim())
    if (made) setSecret(made.secret_key)
  }
  return (
    <Dialog title={`Issue a test key of ${sandbox.name}`} onClose={onClose}>
      {secret === null ? (
        <Form onSubmit={submit} problem={write.problem} className="space-y-4">
          <p>
            It may do everything in this sandbox and nothing elsewhere. For a key with fewer scopes, switch to
            the sandbox and create one under API keys.
          </p>
          <TextField label="Name" name="name" required maxLength={255} placeholder="CI" />
          {write.problem !== null && <ProblemNotice problem={write.problem} />}
          <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" isBusy={write.isRunning}>
              Issue key
            </Button>
          </div>
        </Form>
      ) : (
        <div className="space-y-4">
          <SecretOnce secret={secret} what="API key" />
          <div className="flex justify-end border-t border-line pt-4">
            <Button look="primary" onClick={onClose}>
              I have stored it
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  )
}
