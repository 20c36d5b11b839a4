import { useNavigate } from 'react-router'
import { choicesOf } from '../../actions/choices.ts'
import { useApi } from '../../api/api-context.ts'
import { commandOf } from '../../api/commands.ts'
import { filledIn } from '../../api/filled-in.ts'
import type { Product } from '../../api/shapes.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { SelectField, TextField } from '../../parts/Field.tsx'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { parseMoney } from '../../parts/parse-money.ts'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'
import { PriceRange } from './PriceRange.tsx'

const filters: readonly Filter[] = [
  { kind: 'text', name: 'query', label: 'Search', placeholder: 'Name' },
  {
    kind: 'choice',
    name: 'status',
    label: 'Status',
    choices: choicesOf(['active', 'inactive', 'archived']),
  },
  {
    kind: 'choice',
    name: 'product_type',
    label: 'Type',
    choices: choicesOf(['physical', 'service', 'fee', 'digital']),
  },
  { kind: 'text', name: 'sku', label: 'SKU' },
  ...createdFilters,
]

export const ProductsPage = () => (
  <ListPage<Product>
    title="Products"
    path="/v1/products"
    filters={filters}
    columns={[
      { name: 'Name', show: (product) => <span className="font-medium">{product.name}</span> },
      { name: 'Price', isNumber: true, show: (product) => <PriceRange product={product} /> },
      { name: 'Status', show: (product) => <StatusBadge status={product.status} /> },
      { name: 'Type', show: (product) => wordsOf(product.product_type), isExtra: true },
      { name: 'Variants', isNumber: true, show: (product) => product.variant_count, isExtra: true },
      { name: 'Product', show: (product) => <IdLink id={product.product_id} isShort />, isExtra: true },
      { name: 'Created', show: (product) => <When at={product.created_at} /> },
    ]}
    keyOf={(product) => product.product_id}
    pathOf={(product) => `products/${product.product_id}`}
    actions={<CreateProductButton />}
    empty={
      <EmptyState
        title="No products yet"
        command={commandOf('POST', '/v1/products', {
          name: 'Desk lamp',
          product_type: 'physical',
          default_variant: { unit_price_money: { amount: 4200, currency: 'USD' } },
        })}
        actions={<CreateProductButton />}
      >
        <p>With products in the catalog, an order names a variant and Flint knows its price.</p>
      </EmptyState>
    }
  />
)

const CreateProductButton = () => {
  const api = useApi()
  const navigate = useNavigate()
  const pathOf = usePathOf()
  return (
    <ActionButton<Product>
      needs="commerce.products.write"
      label="Add product"
      look="primary"
      title="Add a product"
      confirm="Add product"
      send={(form, idempotencyKey) => {
        const {
          sku,
          currency = 'USD',
          price = '',
          ...product
        } = filledIn(form, ['name', 'product_type', 'sku', 'price', 'currency'])
        const unit_price_money = {
          amount: parseMoney(price, currency.toUpperCase()),
          currency: currency.toUpperCase(),
        }
        return api.post(
          '/v1/products',
          { ...product, default_variant: { unit_price_money, ...(sku === undefined ? {} : { sku }) } },
          { idempotencyKey },
        )
      }}
      done="Product added"
      onDone={(product) => navigate(pathOf(`products/${product.product_id}`))}
    >
      <TextField label="Name" name="name" required maxLength={255} />
      <SelectField
        label="Type"
        name="product_type"
        choices={choicesOf(['physical', 'service', 'fee', 'digital'])}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="Price"
          name="price"
          param="default_variant.unit_price_money"
          inputMode="decimal"
          placeholder="0.00"
          required
        />
        <TextField label="Currency" name="currency" defaultValue="USD" maxLength={3} required />
      </div>
      <TextField label="SKU" name="sku" param="default_variant.sku" isOptional maxLength={255} />
    </ActionButton>
  )
}
