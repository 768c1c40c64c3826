// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGatewayRegistry} from "../../../contracts/interfaces/IGatewayRegistry.sol";
import {CourtHandler} from "./CourtHandler.sol";
import {vm} from "./Vm.sol";

/// @notice The moves of gateways.
abstract contract GatewayHandler is CourtHandler {
    uint256 private constant EXIT_PERIOD = 28 days;
    IGatewayRegistry.Permit private _noBondPermit;

    constructor(address governance) CourtHandler(governance) {}

    function register(uint256 seed, uint96 amount, uint256 keySeed, uint64 life) external {
        uint256 i = seed % GATEWAYS;
        address operator = gatewayOf(i);
        uint96 value = uint96(_between(amount, minBond - 300e6, minBond + 1_000e6));
        uint64 validTo = uint64(block.timestamp + _between(life, 0, 90 days));
        bool allowed = !gateways[i].registered && value >= minBond;
        address key = keyOf(keySeed % KEYS);
        market.usdc.mint(operator, value);
        vm.prank(operator);
        try market.gateways.register("", operator, key, validTo, value, _noBondPermit) {
            expect(allowed, "R5: registered against the rules");
            (gateways[i].registered, gateways[i].bond) = (true, value);
            done["register"] += 1;
        } catch {
            expect(!allowed, "R5: a right registration was refused");
        }
    }

    function addBond(uint256 seed, uint256 payerSeed, uint96 amount) external {
        uint256 i = seed % GATEWAYS;
        address payer = gatewayOf(payerSeed % GATEWAYS);
        uint96 value = uint96(_between(amount, 1, 6_000e6));
        market.usdc.mint(payer, value);
        vm.prank(payer);
        market.gateways.addBond(gatewayOf(i), value, _noBondPermit);
        gateways[i].bond += value;
        done["addBond"] += 1;
    }

    function requestExit(uint256 seed) external {
        uint256 i = seed % GATEWAYS;
        vm.prank(gatewayOf(i));
        market.gateways.requestExit();
        expect(gateways[i].exitAt == 0, "R5: asked to leave twice");
        gateways[i].exitAt = block.timestamp + EXIT_PERIOD;
        done["requestExit"] += 1;
    }

    function cancelExit(uint256 seed, uint256 rarely) external {
        require(rarely % 3 == 0, "left to leave");
        uint256 i = seed % GATEWAYS;
        vm.prank(gatewayOf(i));
        market.gateways.cancelExit();
        gateways[i].exitAt = 0;
        done["cancelExit"] += 1;
    }

    function withdrawBond(uint256 seed) external {
        uint256 i = seed % GATEWAYS;
        Gateway storage gateway = gateways[i];
        address operator = gatewayOf(i);
        bool allowed = gateway.exitAt != 0 && block.timestamp >= gateway.exitAt && gateway.bond != 0;
        uint256 before = market.usdc.balanceOf(operator);
        vm.prank(operator);
        try market.gateways.withdrawBond(operator) {
            expect(allowed, "R5: bond paid before its time");
            expect(market.usdc.balanceOf(operator) - before == gateway.bond, "R5: paid another sum");
            gateway.bond = 0;
            done["withdrawBond"] += 1;
        } catch {
            expect(!allowed, "R5: a right withdrawal was refused");
        }
    }

    function setReceiptKey(uint256 seed, uint256 keySeed, uint64 from, uint64 to) external {
        uint64 validFrom = uint64(_between(from, block.timestamp - 20 days, block.timestamp + 20 days));
        uint64 validTo = uint64(_between(to, block.timestamp - 5 days, block.timestamp + 60 days));
        vm.prank(gatewayOf(seed % GATEWAYS));
        market.gateways.setReceiptKey(keyOf(keySeed % KEYS), validFrom, validTo);
        done["setReceiptKey"] += 1;
    }
}
