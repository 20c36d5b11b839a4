import { useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { useWrite } from '../../api/use-write.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Button } from '../../parts/Button.tsx'
import { CodeBlock, ProblemNotice } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'

/** What signs the notices to the callback addresses of hosted payments. It is read when somebody asks for it, not with the page. */
export const CallbackSecret = () => {
  const api = useApi()
  const [secret, setSecret] = useState<string | null>(null)
  const show = useWrite<void, { secret: string }>(() => api.get('/v1/flowlix/callback-secret'))
  return (
    <Section
      title="Callback secret"
      actions={
        <ActionButton<{ secret: string }>
          needs="webhooks.write"
          isSmall
          label="Replace"
          title="Replace the callback secret?"
          confirm="Make a new secret"
          done="Secret replaced"
          send={(_form, idempotencyKey) =>
            api.post('/v1/flowlix/callback-secret/rotate', undefined, { idempotencyKey })
          }
          onDone={(answer) => setSecret(answer.secret)}
        >
          <p>
            For 24 hours each callback carries two signatures, of the new and of the old secret. Put the new
            one into your server within that time, and nothing is missed.
          </p>
        </ActionButton>
      }
    >
      <div className="space-y-3">
        <p>
          Signs what is posted to the <code>callback_url</code> of a hosted payment, by the header{' '}
          <code>Flowlix-Signature</code>. Webhook endpoints have secrets of their own.{' '}
          <a className="link underline" href="/docs/flowlix-webhooks">
            How to check it
          </a>
        </p>
        {show.problem !== null && <ProblemNotice problem={show.problem} />}
        {secret === null ? (
          <Button
            needs="webhooks.write"
            isBusy={show.isRunning}
            onClick={() => void show.run().then((answer) => answer && setSecret(answer.secret))}
          >
            Show secret
          </Button>
        ) : (
          <CodeBlock code={secret} what="secret that signs callbacks" />
        )}
      </div>
    </Section>
  )
}
