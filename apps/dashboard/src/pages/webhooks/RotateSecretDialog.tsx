import { useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { SecretOnce } from '../../parts/SecretOnce.tsx'
import type { WebhookEndpoint } from './webhook.ts'

/** Replaces a signing secret. Both sign for a day, so that nothing is missed. Source: contract, flint-platform 17.2. */
export const RotateSecretDialog = ({
  endpoint,
  onClose,
}: {
  endpoint: WebhookEndpoint
  onClose: () => void
}) => {
  const api = useApi()
  const [secret, setSecret] = useState<string | null>(null)
  const rotate = useWrite((_: void, idempotencyKey) =>
    api.post<{ secret: string }>(
      `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}/rotate-secret`,
      undefined,
      { idempotencyKey },
    ),
  )
  return (
    <Dialog title="Rotate signing secret" onClose={onClose}>
      <div className="space-y-4">
        <p>
          For 24 hours each webhook carries two signatures, of the new and of the old secret. Put the new one
          into your server within that time, and nothing is missed.
        </p>
        {secret !== null && <SecretOnce secret={secret} what="New signing secret" />}
        {rotate.problem !== null && <ProblemNotice problem={rotate.problem} />}
        <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
          {secret === null ? (
            <>
              <Button onClick={onClose}>Keep as it is</Button>
              <Button
                look="primary"
                isBusy={rotate.isRunning}
                onClick={() => void rotate.run().then((answer) => answer && setSecret(answer.secret))}
              >
                Make a new secret
              </Button>
            </>
          ) : (
            <Button look="primary" onClick={onClose}>
              I have stored it
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
