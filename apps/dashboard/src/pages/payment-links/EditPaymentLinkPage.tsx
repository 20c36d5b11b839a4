import { useNavigate, useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import type { PaymentLink } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { usePathOf } from '../../session-context.ts'
import { linkBody } from './link-body.ts'
import { PaymentLinkForm } from './PaymentLinkForm.tsx'
import { typedLinkOf } from './typed-link.ts'

export const EditPaymentLinkPage = () => {
  const { paymentLinkId = '' } = useParams()
  const api = useApi()
  const navigate = useNavigate()
  const pathOf = usePathOf()
  const path = `/v1/payment-links/${paymentLinkId}`
  const link = useRead<PaymentLink>(path)
  const saving = useWrite((body: ReturnType<typeof linkBody>, idempotencyKey) =>
    api.patch<PaymentLink>(path, body, { idempotencyKey }),
  )
  return (
    <DetailPage
      kind="Payment link"
      id={paymentLinkId}
      up={{ path: `payment-links/${paymentLinkId}`, name: 'Payment link' }}
      reading={link}
      title={(found) => `Change ${found.name}`}
    >
      {(found) => (
        <PaymentLinkForm
          // Somebody else's change is a new beginning: what was typed was about another link.
          key={found.version}
          first={typedLinkOf(found)}
          mayChangeType={false}
          writing={saving}
          submit="Save changes"
          onSubmit={async (typed) => {
            const saved = await saving.run(linkBody(typed, found))
            if (saved) void navigate(pathOf(`payment-links/${paymentLinkId}`))
          }}
        />
      )}
    </DetailPage>
  )
}
