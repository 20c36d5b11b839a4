import { choicesOf } from '../../actions/choices.ts'
import { commandOf } from '../../api/commands.ts'
import type { Coupon, Promotion } from '../../api/shapes.ts'
import { PageHead } from '../../parts/DetailPage.tsx'
import type { Filter } from '../../parts/Filters.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { InlineList } from '../../parts/InlineList.tsx'
import { ListCard } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'
import { CreatePromotionButton } from './CreatePromotionButton.tsx'
import { couponWords, offerWords, usesWords } from './offer-words.ts'

const filters: readonly Filter[] = [
  { kind: 'text', name: 'query', label: 'Search', placeholder: 'Name' },
  {
    kind: 'choice',
    name: 'status',
    label: 'Status',
    choices: choicesOf(['active', 'inactive', 'expired', 'not_yet_started', 'exhausted', 'archived']),
  },
  {
    kind: 'choice',
    name: 'redemption_type',
    label: 'How it is used',
    choices: choicesOf(['automatic', 'code']),
  },
]

export const PromotionsPage = () => (
  <>
    <PageHead name="Promotions" actions={<CreatePromotionButton />} />
    <div className="space-y-4">
      <ListCard<Promotion>
        title="Promotions"
        path="/v1/promotions"
        filters={filters}
        columns={[
          { name: 'Name', show: (promotion) => <span className="font-medium">{promotion.name}</span> },
          { name: 'Offer', show: (promotion) => offerWords(promotion) },
          { name: 'Status', show: (promotion) => <StatusBadge status={promotion.status} /> },
          {
            name: 'Used',
            isNumber: true,
            show: ({ uses_count, max_uses }) => usesWords(uses_count, max_uses),
          },
          { name: 'How', show: (promotion) => wordsOf(promotion.redemption_type), isExtra: true },
          {
            name: 'Promotion',
            show: (promotion) => <IdLink id={promotion.promotion_id} isShort />,
            isExtra: true,
          },
          { name: 'Created', show: (promotion) => <When at={promotion.created_at} /> },
        ]}
        keyOf={(promotion) => promotion.promotion_id}
        pathOf={(promotion) => `promotions/${promotion.promotion_id}`}
        empty={
          <EmptyState
            title="No promotions yet"
            command={commandOf('POST', '/v1/promotions', {
              name: 'Summer',
              application_method: { type: 'percent_off', percent_off: 10 },
              redemption_type: 'code',
              codes: [{ code: 'SUMMER10' }],
            })}
            actions={<CreatePromotionButton />}
          >
            <p>A promotion takes something off an order, by itself or when a buyer types its code.</p>
          </EmptyState>
        }
      />
      <InlineList<Coupon>
        title="Coupons"
        path="/v1/coupons"
        columns={[
          { name: 'Code', show: (coupon) => <span className="font-mono">{coupon.coupon_code}</span> },
          { name: 'Offer', show: (coupon) => couponWords(coupon) },
          { name: 'Status', show: (coupon) => <StatusBadge status={coupon.status} /> },
          {
            name: 'Used',
            isNumber: true,
            show: ({ uses_count, max_uses }) => usesWords(uses_count, max_uses),
          },
          { name: 'Coupon', show: (coupon) => <IdLink id={coupon.coupon_id} isShort />, isExtra: true },
        ]}
        keyOf={(coupon) => coupon.coupon_id}
        pathOf={(coupon) => `coupons/${coupon.coupon_id}`}
        none="No coupons. They are the older way to make a code: each is a promotion with one."
      />
    </div>
  </>
)
