import { useApi } from '../api/api-context.ts'
import type { PaymentIntent } from '../api/shapes.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { MoneyField } from '../parts/Field.tsx'
import { decimalOf, parseMoney } from '../parts/parse-money.ts'
import { showMoney } from '../parts/show-money.ts'
import { whyNoCapture } from './allowed.ts'
import { paymentPath } from './payment-path.ts'

/** Takes money that is on hold: all of it, or a part, and the rest is given back at once. */
export const CaptureButton = ({
  payment,
  onDone,
  isSmall,
}: {
  payment: PaymentIntent
  onDone: () => Promise<void>
  isSmall?: boolean
}) => {
  const api = useApi()
  const { capturable_money: held } = payment
  return (
    <ActionButton
      needs="payments.payment_intents.write"
      label="Capture"
      isSmall={isSmall}
      look="primary"
      title="Capture the money on hold?"
      confirm="Capture"
      disabledReason={whyNoCapture(payment)}
      send={(form, idempotencyKey) =>
        api.post(
          `${paymentPath(payment)}/capture`,
          {
            amount_money: {
              amount: parseMoney(String(form.get('amount') ?? ''), held.currency) ?? 0,
              currency: held.currency,
            },
          },
          { idempotencyKey },
        )
      }
      done="Captured"
      onDone={onDone}
    >
      <p>{showMoney(held)} is on hold. What is not captured now is given back to the buyer at once.</p>
      <MoneyField
        label="Amount"
        name="amount"
        param="amount_money"
        currency={held.currency}
        defaultValue={decimalOf(held)}
        required
      />
    </ActionButton>
  )
}
