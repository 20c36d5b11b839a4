import { useNavigate } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import type { PaymentLink } from '../../api/shapes.ts'
import { useWrite } from '../../api/use-write.ts'
import { PageHead } from '../../parts/DetailPage.tsx'
import { usePathOf } from '../../session-context.ts'
import { linkBody } from './link-body.ts'
import { PaymentLinkForm } from './PaymentLinkForm.tsx'
import { emptyLink } from './typed-link.ts'

export const NewPaymentLinkPage = () => {
  const api = useApi()
  const navigate = useNavigate()
  const pathOf = usePathOf()
  const making = useWrite((body: ReturnType<typeof linkBody>, idempotencyKey) =>
    api.post<PaymentLink>('/v1/payment-links', body, { idempotencyKey }),
  )
  return (
    <>
      <PageHead
        name="Make a payment link"
        up={{ path: 'payment-links', name: 'Payment links' }}
        below="A page that sells by itself. Everybody who opens it can buy."
      />
      <PaymentLinkForm
        first={emptyLink()}
        mayChangeType
        writing={making}
        submit="Make link"
        onSubmit={async (typed) => {
          const link = await making.run(linkBody(typed, null))
          if (link) void navigate(pathOf(`payment-links/${link.payment_link_id}`))
        }}
      />
    </>
  )
}
