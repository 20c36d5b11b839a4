import './listen.ts'

export { refusalOfFlowlixEndpoint } from './check-stored-endpoint.ts'
export { flowlixNoticeRoutes } from './routes/index.ts'
export { deleteOldNotices, refileNotices } from './notice-queue.ts'
export { noticesOfOneSandbox, startNotices } from './send-notices.ts'
