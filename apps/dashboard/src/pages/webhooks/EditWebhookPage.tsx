import { useNavigate, useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { usePathOf } from '../../session-context.ts'
import { EndpointForm } from './EndpointForm.tsx'
import type { WebhookEndpoint } from './webhook.ts'

export const EditWebhookPage = () => {
  const { id } = useParams() as { id: string }
  const api = useApi()
  const toast = useToast()
  const pathOf = usePathOf()
  const navigate = useNavigate()
  const reading = useRead<WebhookEndpoint>(`/v1/webhook-endpoints/${id}`)
  return (
    <DetailPage
      kind="Webhook endpoint"
      id={id}
      up={{ path: `webhooks/${id}`, name: 'The endpoint' }}
      reading={reading}
      title={() => 'Edit webhook endpoint'}
    >
      {(endpoint) => (
        <div className="card max-w-3xl p-4">
          <EndpointForm
            endpoint={endpoint}
            submit="Save"
            back={`webhooks/${id}`}
            send={(input, idempotencyKey) =>
              api.patch<WebhookEndpoint>(`/v1/webhook-endpoints/${id}`, input, { idempotencyKey })
            }
            onDone={() => {
              toast('Endpoint changed')
              void navigate(pathOf(`webhooks/${id}`))
            }}
          />
        </div>
      )}
    </DetailPage>
  )
}
