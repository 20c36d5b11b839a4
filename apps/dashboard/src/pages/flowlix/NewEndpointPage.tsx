import { useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { LinkButton } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { SecretOnce } from '../../parts/SecretOnce.tsx'
import { usePathOf } from '../../session-context.ts'
import { EndpointForm } from './EndpointForm.tsx'
import { type NewFlowlixEndpoint, endpointPath } from './notice.ts'

export const NewEndpointPage = () => {
  const api = useApi()
  const pathOf = usePathOf()
  const [made, setMade] = useState<NewFlowlixEndpoint | null>(null)
  return (
    <>
      <PageHead
        name={made ? 'Your endpoint’s secret' : 'Add a Flowlix endpoint'}
        up={{ path: 'flowlix/endpoints', name: 'Endpoints' }}
      />
      <div className="card max-w-3xl p-4">
        {made ? (
          <div className="space-y-4">
            <p>
              Your server checks <code>Flowlix-Signature</code> with this secret. See{' '}
              <a className="link underline" href="/docs/flowlix-webhooks">
                how to check it
              </a>
              .
            </p>
            <SecretOnce secret={made.secret} what="Signing secret" />
            <div className="flex justify-end border-t border-line pt-4">
              <LinkButton to={pathOf(endpointPath(made.flowlix_webhook_endpoint_id))} look="primary">
                I have stored it
              </LinkButton>
            </div>
          </div>
        ) : (
          <EndpointForm
            submit="Add endpoint"
            back="flowlix/endpoints"
            send={(input, idempotencyKey) =>
              api.post<NewFlowlixEndpoint>('/v1/flowlix/webhook-endpoints', input, { idempotencyKey })
            }
            onDone={setMade}
          />
        )}
      </div>
    </>
  )
}
