import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import type { CheckoutSession } from '../api/shapes.ts'
import { useWrite } from '../api/use-write.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { ProblemNotice } from '../parts/Notice.tsx'
import { CheckoutLink } from '../parts/CheckoutLink.tsx'

/** Makes a payment page for an order, and shows its link to copy. An open page of the order is taken by the new one's place. */
export const MakeCheckoutButton = ({ orderId, onDone }: { orderId: string; onDone: () => Promise<void> }) => {
  const api = useApi()
  const [made, setMade] = useState<CheckoutSession | null>(null)
  const making = useWrite((input: { order_id: string }, idempotencyKey) =>
    api.post<CheckoutSession>('/v1/checkout-sessions', input, { idempotencyKey }),
  )
  const make = async () => {
    setMade(await making.run({ order_id: orderId }))
    await onDone()
  }
  const isOpen = made !== null || making.problem !== null
  const close = () => {
    setMade(null)
    making.forget()
  }
  return (
    <>
      <Button
        needs="checkouts.checkout_sessions.write"
        look="primary"
        isBusy={making.isRunning}
        onClick={() => void make()}
      >
        Payment page
      </Button>
      {isOpen && (
        <Dialog title="Payment page" onClose={close}>
          {made ? <CheckoutLink session={made} /> : <ProblemNotice problem={making.problem} />}
        </Dialog>
      )}
    </>
  )
}
