import { useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { LinkButton } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { usePathOf } from '../../session-context.ts'
import { SecretOnce } from '../../parts/SecretOnce.tsx'
import { EndpointForm } from './EndpointForm.tsx'
import type { NewWebhookEndpoint } from './webhook.ts'

export const NewWebhookPage = () => {
  const api = useApi()
  const pathOf = usePathOf()
  const [made, setMade] = useState<NewWebhookEndpoint | null>(null)
  return (
    <>
      <PageHead
        name={made ? 'Your endpoint’s secret' : 'Add a webhook endpoint'}
        up={{ path: 'webhooks', name: 'Webhooks' }}
      />
      <div className="card max-w-3xl p-4">
        {made ? (
          <div className="space-y-4">
            <p>
              Your server checks with this secret that a webhook comes from Flint. See{' '}
              <a className="link underline" href="/docs/webhooks">
                how to check signatures
              </a>
              .
            </p>
            <SecretOnce secret={made.secret} what="Signing secret" />
            <div className="flex justify-end border-t border-line pt-4">
              <LinkButton to={pathOf(`webhooks/${made.webhook_endpoint_id}`)} look="primary">
                I have stored it
              </LinkButton>
            </div>
          </div>
        ) : (
          <EndpointForm
            submit="Add endpoint"
            back="webhooks"
            send={(input, idempotencyKey) =>
              api.post<NewWebhookEndpoint>('/v1/webhook-endpoints', input, { idempotencyKey })
            }
            onDone={setMade}
          />
        )}
      </div>
    </>
  )
}
