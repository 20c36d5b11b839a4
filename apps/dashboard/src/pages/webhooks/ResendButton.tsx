import { useApi } from '../../api/api-context.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { TextField } from '../../parts/Field.tsx'
import { attemptWords } from './delivery-words.ts'
import type { DeliveryResult, WebhookDelivery } from './webhook.ts'

/** Makes one more attempt of a delivery, and says what came of it. */
export const ResendButton = ({
  delivery: { webhook_delivery_id },
  onSent,
}: {
  delivery: WebhookDelivery
  onSent: () => Promise<void>
}) => {
  const api = useApi()
  return (
    <ActionButton<DeliveryResult>
      needs="webhooks.write"
      label="Resend"
      look="primary"
      title="Send this delivery again?"
      confirm="Resend"
      done={(result) =>
        result.attempt_status === 'delivered' ? 'Delivered' : `Not delivered: ${attemptWords(result)}`
      }
      send={(form, idempotencyKey) => {
        const reason = String(form.get('reason_message')).trim()
        return api.post(
          `/v1/webhook-deliveries/${webhook_delivery_id}/resend`,
          reason === '' ? {} : { reason_message: reason },
          { idempotencyKey },
        )
      }}
      onDone={onSent}
    >
      <p>The endpoint gets the same event once more, with the same id and a signature of now.</p>
      <TextField
        label="Why"
        name="reason_message"
        isOptional
        maxLength={500}
        hint="A note for yourselves; it is not sent."
      />
    </ActionButton>
  )
}
