import { useApi } from '../api/api-context.ts'
import type { PaymentIntent } from '../api/shapes.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { SelectField } from '../parts/Field.tsx'
import { whyNoCancel } from './allowed.ts'
import { cancellationReasons } from './choices.ts'
import { paymentPath } from './payment-path.ts'

/** Gives up a payment that took nothing yet; money on hold is given back. */
export const CancelPaymentButton = ({
  payment,
  onDone,
  isSmall,
}: {
  payment: PaymentIntent
  onDone: () => Promise<void>
  isSmall?: boolean
}) => {
  const api = useApi()
  return (
    <ActionButton
      needs="payments.payment_intents.write"
      label="Cancel payment"
      isSmall={isSmall}
      title="Cancel this payment?"
      confirm="Cancel payment"
      isDanger
      disabledReason={whyNoCancel(payment)}
      send={(form, idempotencyKey) =>
        api.post(
          `${paymentPath(payment)}/cancel`,
          { cancellation_reason: form.get('cancellation_reason') },
          { idempotencyKey },
        )
      }
      done="Payment canceled"
      onDone={onDone}
    >
      <p>
        {payment.status === 'requires_capture'
          ? 'The money on hold is given back to the buyer. It cannot be taken afterwards.'
          : 'It can no longer be paid.'}
      </p>
      <SelectField label="Reason" name="cancellation_reason" choices={cancellationReasons} />
    </ActionButton>
  )
}
