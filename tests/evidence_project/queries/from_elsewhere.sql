select sum(sales) as sales

from needful_things.orders
