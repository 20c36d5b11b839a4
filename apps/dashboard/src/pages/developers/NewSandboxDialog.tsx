import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { CheckField, TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { SecretOnce } from '../../parts/SecretOnce.tsx'
import { usePathOf, useReloadSession } from '../../session-context.ts'
import type { NewSandbox, Sandbox } from './sandbox.ts'

/** Makes a sandbox: an empty one, or a fork of another. */
export const NewSandboxDialog = ({ forkOf, onClose }: { forkOf?: Sandbox; onClose: () => void }) => {
  const api = useApi()
  const navigate = useNavigate()
  const pathOf = usePathOf()
  const reloadSession = useReloadSession()
  const [made, setMade] = useState<NewSandbox | null>(null)
  const write = useWrite((input: { name: string; issue_test_key: boolean }, idempotencyKey) =>
    api.post<NewSandbox>(
      forkOf ? `/v1/developer/sandboxes/${forkOf.sandbox_id}/fork` : '/v1/developer/sandboxes',
      input,
      { idempotencyKey },
    ),
  )
  const open = ({ sandbox_id }: NewSandbox) => {
    onClose()
    void navigate(pathOf(`sandboxes/${sandbox_id}`))
  }
  const submit = async (form: FormData) => {
    const answer = await write.run({
      name: String(form.get('name')).trim(),
      issue_test_key: form.get('issue_test_key') === 'on',
    })
    if (!answer) return
    // The switch of environments lists it from now on.
    void reloadSession()
    if (answer.secret_key === undefined) open(answer)
    else setMade(answer)
  }
  return (
    <Dialog
      title={made ? `The first key of ${made.name}` : forkOf ? `Fork ${forkOf.name}` : 'Create a sandbox'}
      onClose={onClose}
    >
      {made ? (
        <div className="space-y-4">
          <SecretOnce secret={made.secret_key ?? ''} what="API key" />
          <div className="flex justify-end border-t border-line pt-4">
            <Button look="primary" onClick={() => open(made)}>
              I have stored it
            </Button>
          </div>
        </div>
      ) : (
        <Form onSubmit={submit} problem={write.problem} className="space-y-4">
          {forkOf && (
            <p>
              The new sandbox has the same objects, events, webhook endpoints, settings and time as{' '}
              {forkOf.name} has at this instant. From then on each goes its own way.
            </p>
          )}
          <TextField
            label="Name"
            name="name"
            required
            maxLength={255}
            placeholder="Checkout tests"
            defaultValue={forkOf ? `${forkOf.name}, forked` : ''}
          />
          <CheckField
            label="Make a first test key"
            name="issue_test_key"
            hint="It may do everything in the sandbox. You can make keys with fewer scopes later."
          />
          {write.problem !== null && <ProblemNotice problem={write.problem} />}
          <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" isBusy={write.isRunning}>
              {forkOf ? 'Fork sandbox' : 'Create sandbox'}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  )
}
