// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEarnings} from "../../../../contracts/interfaces/IEarnings.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {Market} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {MoodyToken} from "./MoodyToken.sol";

/// @notice A market whose token turns hostile and back. A move must succeed exactly when the token lets it: the rest of the
/// rules are those of the market's campaign.
contract HostileHandler {
    uint256 private constant PAYERS = 2;
    uint256 private constant PAYER_SECRET = 0xA000;

    Market private _market;
    MoodyToken private immutable TOKEN;
    address private immutable GATEWAY;
    uint256[2] private _services;
    address[PAYERS] private _payers;
    address[2] private _payees;
    uint256 private _nonce;

    string public broken;

    constructor(Market memory market, MoodyToken token, address gateway, uint256[2] memory serviceIds) {
        (_market, TOKEN, GATEWAY, _services) = (market, token, gateway, serviceIds);
        for (uint256 i; i < PAYERS; ++i) {
            _payers[i] = vm.addr(PAYER_SECRET + i);
            _payees[i] = market.services.payeeOf(serviceIds[i]);
            vm.prank(_payers[i]);
            token.approve(address(market.vault), type(uint256).max);
        }
    }

    /// @notice The token turns: mostly back, against one of the parties, or against the contracts.
    function turn(uint256 moodSeed, uint256 whoSeed) external {
        address[6] memory all = [
            _payers[0],
            _payers[1],
            _payees[0],
            _payees[1],
            GATEWAY,
            address(_market.vault)
        ];
        MoodyToken.Mood[8] memory moods = [
            MoodyToken.Mood.Honest,
            MoodyToken.Mood.Honest,
            MoodyToken.Mood.Blocking,
            MoodyToken.Mood.Blocking,
            MoodyToken.Mood.Skimming,
            MoodyToken.Mood.False,
            MoodyToken.Mood.Reentering,
            MoodyToken.Mood.Reentering
        ];
        TOKEN.turn(moods[moodSeed % moods.length], all[whoSeed % all.length]);
    }

    /// @notice What the token calls in the middle of a transfer.
    function arm(uint256 kind, uint96 amount) external {
        IEscrowVault.Permit memory none;
        IEscrowVault.ClaimRow[] memory rows = new IEscrowVault.ClaimRow[](1);
        bytes[7] memory calls = [
            abi.encodeCall(IEscrowVault.deposit, (_payers[0], GATEWAY, amount, none)),
            abi.encodeCall(IEscrowVault.withdraw, (GATEWAY, address(TOKEN))),
            abi.encodeCall(IEscrowVault.claim, (GATEWAY, rows, 0)),
            abi.encodeCall(IEscrowVault.thaw, (GATEWAY, amount)),
            abi.encodeCall(IEarnings.sweepTreasury, ()),
            abi.encodeCall(IEarnings.withdrawShare, (address(TOKEN))),
            abi.encodeCall(IEarnings.withdraw, (_ids(), address(TOKEN)))
        ];
        kind %= calls.length;
        TOKEN.arm(kind < 4 ? address(_market.vault) : address(_market.earnings), calls[kind]);
    }

    function deposit(uint256 seed, uint256 amount) external {
        address payer = _payers[seed % PAYERS];
        uint96 value = uint96(1e6 + (amount % 50e6));
        TOKEN.mint(payer, value);
        IEscrowVault.Permit memory none;
        bytes memory data = abi.encodeCall(IEscrowVault.deposit, (payer, GATEWAY, value, none));
        _attempt(payer, address(_market.vault), data, _lets(payer, address(_market.vault), true));
    }

    /// @notice Thaws all, if nothing thaws, and takes it out where the payer says once it may leave.
    function leave(uint256 seed, uint256 toSeed, uint256 patience) external {
        (address payer, address to) = (_payers[seed % PAYERS], _payers[toSeed % PAYERS]);
        IEscrowVault.Account memory account = _market.vault.accountOf(payer, GATEWAY);
        require(account.balance != 0, "nothing there");
        if (account.thawing == 0) {
            vm.prank(payer);
            return _market.vault.thaw(GATEWAY, account.balance);
        }
        if (patience % 2 == 0 && block.timestamp < account.thawEnd) vm.warp(account.thawEnd);
        bytes memory data = abi.encodeCall(IEscrowVault.withdraw, (GATEWAY, to));
        bool due = block.timestamp >= account.thawEnd;
        _attempt(payer, address(_market.vault), data, due && _lets(address(_market.vault), to, false));
    }

    function claim(uint256 seed, uint256 serviceSeed, uint256 price) external {
        (uint256 payer, uint256 place) = (seed % PAYERS, serviceSeed % 2);
        IEscrowVault.Account memory account = _market.vault.accountOf(_payers[payer], GATEWAY);
        require(account.balance != 0, "nothing there");
        IEscrowVault.ClaimRow[] memory rows = new IEscrowVault.ClaimRow[](1);
        IEscrowVault.Ledger memory ledger = _market.vault.ledgerOf(
            _payers[payer],
            GATEWAY,
            _payers[payer],
            _services[place]
        );
        uint96 before = ledger.epoch == account.epoch ? ledger.claimed : 0;
        rows[0] = _row(payer, place, account.epoch, before + 1 + uint96(price % account.balance));
        bytes memory data = abi.encodeCall(IEscrowVault.claim, (GATEWAY, rows, 0));
        bool allowed = _lets(address(_market.vault), address(_market.earnings), true);
        _attempt(GATEWAY, address(_market.vault), data, allowed);
    }

    function publisherWithdraw(uint256 seed, uint256 toSeed) external {
        (address payee, address to) = (_payees[seed % 2], _payees[toSeed % 2]);
        uint256 matured = _market.earnings.maturedOf(payee, _services[seed % 2]);
        bytes memory data = abi.encodeCall(IEarnings.withdraw, (_ids(), to));
        _attempt(
            payee,
            address(_market.earnings),
            data,
            matured != 0 && _lets(address(_market.earnings), to, false)
        );
    }

    function shareWithdraw() external {
        bool any = _market.earnings.shareOf(GATEWAY) != 0;
        bytes memory data = abi.encodeCall(IEarnings.withdrawShare, (GATEWAY));
        _attempt(
            GATEWAY,
            address(_market.earnings),
            data,
            any && _lets(address(_market.earnings), GATEWAY, false)
        );
    }

    function sweepTreasury() external {
        bool any = _market.earnings.treasuryAccrued() != 0;
        bytes memory data = abi.encodeCall(IEarnings.sweepTreasury, ());
        _attempt(
            GATEWAY,
            address(_market.earnings),
            data,
            any && _lets(address(_market.earnings), address(0), false)
        );
    }

    function refund(uint256 seed, uint256 payerSeed, uint256 part) external {
        address payee = _payees[seed % 2];
        uint256 serviceId = _services[seed % 2];
        uint256 owed = _owed(payee, serviceId);
        require(owed != 0, "nothing earned");
        IEarnings.Refund memory signed = IEarnings.Refund({
            serviceId: serviceId,
            payer: _payers[payerSeed % PAYERS],
            gateway: GATEWAY,
            amount: uint96(1 + (part % owed)),
            nonce: ++_nonce,
            deadline: uint64(block.timestamp)
        });
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(0xC000 + (seed % 2), _market.earnings.hashRefund(signed));
        bytes memory data = abi.encodeCall(IEarnings.refund, (payee, signed, abi.encodePacked(r, s, v)));
        bool allowed = _lets(address(_market.earnings), address(_market.vault), true);
        _attempt(GATEWAY, address(_market.earnings), data, allowed);
    }

    function passTime(uint256 duration) external {
        vm.warp(block.timestamp + 1 + (duration % 2 days));
    }

    /// @dev The tokens are the sum of what is owed, to the base unit, whatever the token did.
    function check() external view {
        require(bytes(broken).length == 0, broken);
        uint256 sum = _market.vault.accountOf(address(TOKEN), GATEWAY).balance;
        for (uint256 i; i < PAYERS; ++i) sum += _market.vault.accountOf(_payers[i], GATEWAY).balance;
        require(TOKEN.balanceOf(address(_market.vault)) == sum, "18: vault's tokens");

        IEarnings earnings = _market.earnings;
        uint256 owed =
            earnings.treasuryAccrued() + uint256(earnings.rewardsAccrued()) + earnings.shareOf(GATEWAY);
        for (uint256 i; i < 2; ++i) owed += _owed(_payees[i], _services[i]);
        require(TOKEN.balanceOf(address(earnings)) == owed, "18: earnings' tokens");
    }

    /// @param measured Whether the receiver counts what it gets, and so refuses a token that keeps a part.
    function _lets(address from, address to, bool measured) private view returns (bool) {
        MoodyToken.Mood mood = TOKEN.mood();
        if (mood == MoodyToken.Mood.False) return false;
        if (mood == MoodyToken.Mood.Skimming) return !measured;
        return mood != MoodyToken.Mood.Blocking || (TOKEN.blocked() != from && TOKEN.blocked() != to);
    }

    function _attempt(address sender, address target, bytes memory data, bool allowed) private {
        vm.prank(sender);
        (bool success, ) = target.call(data);
        // What it called in the middle may have undone the transaction: whole, or the books will tell.
        if (TOKEN.mood() == MoodyToken.Mood.Reentering) return require(success, "undone");
        require(success || allowed, "refused, as it must be");
        if (success != allowed) broken = "18: one party's token trouble reached another, or passed";
    }

    function _row(
        uint256 payer,
        uint256 place,
        uint32 epoch,
        uint96 cumulative
    ) private view returns (IEscrowVault.ClaimRow memory row) {
        uint256 serviceId = _services[place];
        (row.termsId, row.feeVersion, ) = _market.services.currentTerms(serviceId);
        row.charged = cumulative;
        row.voucher = IEscrowVault.Voucher({
            payer: _payers[payer],
            gateway: GATEWAY,
            key: _payers[payer],
            serviceId: serviceId,
            termsHash: _market.services.termsHash(serviceId),
            epoch: epoch,
            cumulative: cumulative,
            validBefore: uint64(block.timestamp + 1)
        });
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(
            PAYER_SECRET + payer,
            _market.vault.hashVoucher(row.voucher)
        );
        row.signature = abi.encodePacked(r, s, v);
    }

    function _owed(address payee, uint256 serviceId) private view returns (uint256) {
        return
            uint256(_market.earnings.maturedOf(payee, serviceId)) +
            _market.earnings.pendingOf(payee, serviceId);
    }

    function _ids() private view returns (uint256[] memory ids) {
        ids = new uint256[](2);
        (ids[0], ids[1]) = (_services[0], _services[1]);
    }
}
