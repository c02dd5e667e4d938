import { catalogTable } from "#catalog/table";
import { inventoryTable } from "#inventory/table";
import { marketByCode } from "#markets/directory";
import { orderingTable } from "#ordering/table";
import { paymentsTable } from "#payments/table";
import { tableNameOf } from "#platform/table";

/** The environment of a market's checkout, on its own: nothing of this process's own gets into it.
 *  @param endpoint where it finds every service of AWS */
export const functionEnvironment = (market: string, endpoint: string): Record<string, string> => ({
  AWS_REGION: marketByCode(market)?.region ?? "",
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: "000000000000",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_LAMBDA_FUNCTION_NAME: `archipelago-${market}-checkout-place-order-http`,
  POWERTOOLS_SERVICE_NAME: `archipelago-${market}-checkout-place-order-http`,
  MARKET: market,
  ORDERING_TABLE: tableNameOf(market, orderingTable),
  INVENTORY_TABLE: tableNameOf(market, inventoryTable),
  CATALOG_TABLE: tableNameOf(market, catalogTable),
  PAYMENTS_TABLE: tableNameOf(market, paymentsTable),
});
