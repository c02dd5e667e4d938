/** What `POST /orders` answers: an order as ordering shows it. */
export { orderView as placedOrder } from "#ordering/order-view";
