import { useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Button } from '../../parts/Button.tsx'
import { useReloadSession } from '../../session-context.ts'
import { NewSandboxButton } from './NewSandboxButton.tsx'
import type { Sandbox } from './sandbox.ts'
import { TestKeyDialog } from './TestKeyDialog.tsx'
import { TypedNameField } from './TypedNameField.tsx'

/** What can be done with a sandbox as a whole. */
export const SandboxActions = ({
  sandbox,
  onChange,
}: {
  sandbox: Sandbox
  onChange: () => Promise<void>
}) => {
  const api = useApi()
  const reloadSession = useReloadSession()
  const [isIssuing, setIsIssuing] = useState(false)
  const path = `/v1/developer/sandboxes/${sandbox.sandbox_id}`
  const archived = sandbox.status === 'archived' ? 'The sandbox is archived, which is final' : null
  return (
    <>
      <Button
        needs="developer.sandboxes.write"
        look="primary"
        disabledReason={archived}
        onClick={() => setIsIssuing(true)}
      >
        Issue test key
      </Button>
      <NewSandboxButton forkOf={sandbox} disabledReason={archived} />
      <ActionButton
        needs="developer.sandboxes.write"
        label="Reset"
        look="danger"
        title={`Empty ${sandbox.name}?`}
        confirm="Reset sandbox"
        isDanger
        done="Sandbox emptied"
        disabledReason={archived ?? (sandbox.is_default ? 'The default sandbox cannot be reset' : null)}
        send={(_form, idempotencyKey) => api.post(`${path}/reset`, undefined, { idempotencyKey })}
        onDone={onChange}
      >
        <p>
          Orders, payments, customers, catalogue, events and webhook endpoints are gone for good. Its clock
          shows the real time again, and its faults are off. Its keys, settings and request logs stay.
        </p>
        <TypedNameField name={sandbox.name} />
      </ActionButton>
      <ActionButton
        needs="developer.sandboxes.write"
        label="Archive"
        look="danger"
        title={`Archive ${sandbox.name}?`}
        confirm="Archive sandbox"
        isDanger
        done="Sandbox archived"
        disabledReason={archived ?? (sandbox.is_default ? 'The default sandbox cannot be archived' : null)}
        send={(_form, idempotencyKey) => api.delete(path, undefined, { idempotencyKey })}
        onDone={async () => {
          await Promise.all([onChange(), reloadSession()])
        }}
      >
        <p>Its keys are refused from then on, and nothing happens in it any more. This cannot be undone.</p>
        <TypedNameField name={sandbox.name} />
      </ActionButton>
      {isIssuing && <TestKeyDialog sandbox={sandbox} onClose={() => setIsIssuing(false)} />}
    </>
  )
}
