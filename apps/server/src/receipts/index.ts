import './follow-payments.ts'

export { receiptRoutes } from './routes/index.ts'
export { receiptWriters } from './write-receipt.ts'
