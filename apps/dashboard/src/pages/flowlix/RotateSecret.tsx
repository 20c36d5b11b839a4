import { useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { SecretOnce } from '../../parts/SecretOnce.tsx'

/** Replaces an endpoint's signing secret. Both sign for a day, so that nothing is missed. */
export const RotateSecret = ({ path }: { path: string }) => {
  const api = useApi()
  const [isOpen, setIsOpen] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const rotate = useWrite((_: void, idempotencyKey) =>
    api.post<{ secret: string }>(`${path}/rotate-secret`, undefined, { idempotencyKey }),
  )
  const close = () => {
    setIsOpen(false)
    setSecret(null)
  }
  return (
    <>
      <Button needs="webhooks.write" onClick={() => setIsOpen(true)}>
        Rotate secret
      </Button>
      {isOpen && (
        <Dialog title="Rotate signing secret" onClose={close}>
          <div className="space-y-4">
            <p>
              For 24 hours each notice carries two signatures, of the new and of the old secret. Put the new
              one into your server within that time, and nothing is missed.
            </p>
            {secret !== null && <SecretOnce secret={secret} what="New signing secret" />}
            {rotate.problem !== null && <ProblemNotice problem={rotate.problem} />}
            <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
              {secret === null ? (
                <>
                  <Button onClick={close}>Keep as it is</Button>
                  <Button
                    look="primary"
                    isBusy={rotate.isRunning}
                    onClick={() => void rotate.run().then((answer) => answer && setSecret(answer.secret))}
                  >
                    Make a new secret
                  </Button>
                </>
              ) : (
                <Button look="primary" onClick={close}>
                  I have stored it
                </Button>
              )}
            </div>
          </div>
        </Dialog>
      )}
    </>
  )
}
