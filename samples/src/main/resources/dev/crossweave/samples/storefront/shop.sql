CREATE TABLE product (id INT PRIMARY KEY, name VARCHAR NOT NULL, category VARCHAR NOT NULL, price_cents INT NOT NULL)
    AS SELECT * FROM CSVREAD('classpath:/dev/crossweave/samples/storefront/products.csv');
CREATE INDEX product_by_price ON product (category, price_cents);

CREATE TABLE stock (product_id INT REFERENCES product (id), warehouse VARCHAR NOT NULL, pieces INT NOT NULL,
    PRIMARY KEY (product_id, warehouse))
    AS SELECT * FROM CSVREAD('classpath:/dev/crossweave/samples/storefront/stock.csv');

-- A rule lowers the price of what costs at least from_cents.
CREATE TABLE price_rule (category VARCHAR PRIMARY KEY, from_cents INT NOT NULL, percent_off INT NOT NULL, label VARCHAR NOT NULL)
    AS SELECT * FROM CSVREAD('classpath:/dev/crossweave/samples/storefront/price_rules.csv');
